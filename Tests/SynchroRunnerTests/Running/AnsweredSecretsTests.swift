import Testing

@testable import SynchroRunner

@Suite struct AnsweredSecretsTests {
  @Test(arguments: [
    ("https://client.example/cb?code=L_hRfMrKl3Vrwd48fTdCa0&state=x", ["L_hRfMrKl3Vrwd48fTdCa0"]),
    ("/cb?state=x&code=ab%2Bcd-0123456789abc", ["ab+cd-0123456789abc"]),
    (
      "/cb#access_token=0123456789abcdef&id_token=eyJhbGciOiJub25lIn0.0",
      [
        "0123456789abcdef", "eyJhbGciOiJub25lIn0.0",
      ]
    ),
    ("/cb?code=short1", []), ("/cb?code=only-words-and-no-number", []),
    ("/cb?error=access_denied&code=L_hRfMrKl3Vrwd48fTdCa0", []), ("/cb", []), ("", []), ("?#", []),
    ("#", []), ("/cb?code", []),
    ("?code=0123456789abcdef", ["0123456789abcdef"]),
  ])
  func `a redirect's code and tokens are secrets, and its words are not`(
    location: String, secrets: [String]
  ) {
    #expect(AnsweredSecrets.find(inLocation: location).map(\.text) == secrets)
  }
}
