extension KillDocument {
  /// What has the defects, and how it is examined.
  enum Subject: Sendable {
    case server
    case devices

    var title: String {
      switch self {
      case .server: "Which defects of the reference server the suites find"
      case .devices: "Which defects of the reference devices the suites find"
      }
    }

    /// What of a file the document is: another may follow.
    var part: String {
      switch self {
      case .server: "file"
      case .devices: "part"
      }
    }

    var method: String {
      switch self {
      case .server:
        """
        The reference server is started once for each of its defects and examined by the tests that decide the
        requirement which the defect is meant to break, and by those that these need. It is killed when a check of
        just this requirement fails; when the row is a SHOULD, or disputed, when the check warns. The right server
        has to pass before and after.

        *Found by* is the first check, as `suite#test:number`, and how many more found it. *Also failed* counts other
        requirements that failed: those that the defect names as well, those that were decided on an answer in which
        the defect was seen, those decided later in that test, or in a test that needs it, and those that rest on what
        is broken, as listed below. Whatever else failed is collateral, and is named: the defect breaks more than it
        says, or a check looks at more than its requirement.
        """
      case .devices:
        """
        The flows that try a requirement which a defect breaks are played in virtual time against devices that have
        it, until the requirement has failed. A defect that strikes every time and has not shown in 120 rounds of a
        flow is given up there; one that strikes now and then meets three flows to their end. It is killed when a
        check of a requirement that it names fails, and the same check holds for right devices in as many rounds.

        *Requirement* is the first that it names. *Found by* is the first check, as `suite#flow:line of the flow`, and
        how many more found it. *Also failed* counts requirements that it does not name and that failed in the same
        flows; where they failed before any that it names, they are collateral, and named: the defect breaks more
        than it says, or a check looks at more than its requirement.
        """
      }
    }

    /// Those that are free of defects.
    var right: String {
      switch self {
      case .server: "the right server"
      case .devices: "right devices"
      }
    }

    /// The requirements that count.
    var core: String {
      switch self {
      case .server: "of the core (MUST and MUST NOT of servers that no person is needed to decide)"
      case .devices: "of those that the flows decide"
      }
    }

    var coreColumn: String {
      switch self {
      case .server: "Core requirements"
      case .devices: "Requirements"
      }
    }

    var unseen: String {
      switch self {
      case .server: "Requirements of the core that were never seen to fail"
      case .devices: "Requirements that were never seen to fail"
      }
    }
  }
}
