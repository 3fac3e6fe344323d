import SynchroCatalog
import SynchroText

extension FuzzTarget {
  /// Catalogue files: whatever they hold is read or reported, always inside the file; what was read
  /// is consistent. The same bytes are also read as a specification.
  public static let catalogue = FuzzTarget(
    "catalogue",
    corpus: [
      CatalogueSamples.requirements, CatalogueSamples.rules, CatalogueSamples.specification,
    ].map { Array($0.utf8) },
    dictionary: [
      "requirement ", "document ", "ambiguity ", "edition ", "fingerprints ", "profile ", "\n",
      "\n  ", "\n    ", ": ", "#", "\t", "\r\n", "\u{FEFF}", "  level: MUST\n", "  claims: ",
      "  raise: W/1/x to MUST\n",
      "hook a\n  does: b\n  needs: c\n  api: POST /{c} {\"d\": \"${c}\"}\n",
      "${", "}", "  limit: clock-slack to 1m\n", "```\n", "<a ", "</a>", "](#",
      "[",
      "## 1. ", "\u{2028}",
    ]
  ) { bytes in
    let source = SourceText(name: "fuzz", bytes: bytes)
    let (catalogue, findings) = Catalogue.load([source])
    for finding in findings {
      for label in [finding.diagnostic.primary] + finding.diagnostic.related
      where label.range.end > bytes.count {
        return "a finding lies outside: \(finding.diagnostic)"
      }
    }
    for row in catalogue.requirements where catalogue[row.id]?.id != row.id {
      return "'\(row.id)' is not found again"
    }
    for profile in catalogue.profiles {
      for row in catalogue.requirements(in: profile)
      where (catalogue[row.id]?.level.isObligation ?? false) && !row.level.isObligation {
        return "'\(profile.name)' loosens '\(row.id)'"
      }
    }
    let text = SpecificationText(source)
    let edition = Edition(
      name: "e", title: "t", documents: ["D"], fingerprints: ["D": text.clauses.map(\.fingerprint)])
    guard edition.changes(of: "D", in: text) == [] else { return "a text differs from itself" }
    return nil
  }
}

/// Small files of every kind.
public enum CatalogueSamples {
  /// A document and two rows.
  public static let requirements = """
    # A comment.
    document DOC-1
      title: A document
      edition: first

    requirement D/1.2/one
      clause: 1.2
      anchor: one
      level: MUST
      party: server
      decision: automatic
      statement: Something is so,
        and goes on being so
      applies: always
      how: Look
      negative: It is not so

    requirement D/2/two
      clause: 2
      anchor: two
      level: SHOULD
      party: client
      decision: untestable
      statement: Somebody thinks
      applies: always
      how: Nobody knows
      implied: yes
      reason: Thoughts are free.

    """

  /// An edition, an ambiguity and two profiles about them.
  public static let rules =
    requirements + """
      edition e-1
        title: The first
        documents: DOC-1

      fingerprints e-1 DOC-1
        1.2: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 One
        2: 84cd6002709e35948896f5f9ec2c5812f6ec8822224d8fb2756d5fd48fb25b1d Two

      ambiguity 1
        title: What so means
        clauses: DOC-1 1.2
        reading: This way
        reading: That way
        position: This way
        because: It is shorter
        settles: D/1.2/one

      profile p/small
        title: Small
        edition: e-1
        suites: p/small/*
        claims: DOC-1 1*

      profile p/all
        title: All
        edition: e-1
        includes: p/small
        claims: DOC-1
        claims: D/2/two
        raise: D/2/two to MUST
        limit: message-grace to 5s

      """

  /// A specification of two clauses.
  public static let specification = """
    # DOC-1 - A document

    ## Abstract <a id="abstract" class="permalink">x</a>

    ### 1.2. One <a id="one" href="#one" class="permalink">x</a>
    Something is *so*, see [two](#two) and [there](https://example.com/).

    ```
    ## 9. No heading
    ```

    ## 2 Two

    Somebody thinks.

    """
}
