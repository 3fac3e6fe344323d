import SynchroDigest
import Testing

@Suite struct SecretTests {
  private let secret = Secret("hunter2-hunter2", label: Secret.Label("Access Token", number: 3))

  // Not private: the text of a private type holds an address, which may well hold the digits 15.
  struct Holder {
    let name = "holder"
    let secret: Secret
    let list: [Secret?]
  }

  @Test func `nothing that prints a secret shows more than its label`() {
    let holder = Holder(secret: secret, list: [secret, nil])
    var texts = ["\(secret)", String(describing: secret), String(reflecting: secret)]
    texts += ["\(holder)", String(reflecting: holder), "\([secret])", "\(Optional(secret) as Any)"]
    texts += ["\(["key": secret])", "\(Result<Secret, any Error>.success(secret))"]
    var dumped = ""
    dump(secret, to: &dumped)
    dump(holder, to: &dumped)
    dump([secret, secret], to: &dumped)
    texts.append(dumped)
    for text in texts {
      #expect(text.contains("[secret access-token#3]"))
      #expect(!text.contains("hunter"))
      #expect(!text.contains("15"), "not even the length")
    }
    #expect(Mirror(reflecting: secret).children.isEmpty)
  }

  @Test func `equality looks at the bytes alone`() {
    #expect(secret == Secret("hunter2-hunter2", label: Secret.Label("other")))
    #expect(secret != Secret("hunter2-hunter3", label: secret.label))
    #expect(secret != Secret("hunter2", label: secret.label))
    #expect(Secret("", label: secret.label) == Secret([], label: secret.label))
  }

  @Test func `whoever asks in so many words gets the bytes`() {
    #expect(secret.withExposed { Array($0) } == Array("hunter2-hunter2".utf8))
    #expect(secret.revealText(for: "a test") == "hunter2-hunter2")
    #expect(Secret([0xFF], label: secret.label).revealText(for: "a test") == nil)
    #expect(secret.labelled(Secret.Label("renamed")).reveal(for: "a test").count == 15)
  }

  @Test func `the ledger numbers by kind and knows what it has seen`() throws {
    let ledger = SecretLedger()
    let first = ledger.secret("first-token", kind: "token")
    let password = ledger.secret("a password", kind: "password")
    let second = ledger.secret("second-token", kind: "token")
    #expect(
      "\(first) \(password) \(second)" == "[secret token#1] [secret password#1] [secret token#2]")
    #expect(ledger.secret("first-token", kind: "password").label == first.label)
    #expect(ledger.secrets.map(\.label) == [first.label, password.label, second.label])
    #expect(try ledger.redactor().redact("a first-token b") == "a [secret token#1] b")
    #expect("\(Secret.Label("<script>\n"))" == "[secret -script--]")
    #expect("\(Secret.Label(""))" == "[secret secret]")
  }
}
