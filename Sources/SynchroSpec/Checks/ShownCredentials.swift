import SynchroJSON

/// The clients, secrets and tokens that the examples of a document show anywhere.
struct ShownCredentials {
  /// The secrets of each client; empty for one that is shown without.
  private(set) var secrets: [String: Set<String>] = [:]
  private(set) var tokens: Set<String> = []
  /// The client that a secret was shown with first.
  private(set) var owners: [String: String] = [:]

  init(in exchanges: [ExampleExchange], rules: ExampleRules) {
    guard rules.credentials != nil || rules.token != nil else { return }
    for exchange in exchanges {
      for json in [exchange.request?.json, exchange.answer?.json] {
        if let root = json?.document?.root { collect(root, rules) }
      }
    }
  }

  private mutating func collect(_ root: JSONNode, _ rules: ExampleRules) {
    var queue = [root]
    while let node = queue.popLast() {
      if let names = rules.credentials, let id = node[names.id]?.string {
        let secret = node[names.secret]?.string
        secrets[id, default: []].formUnion([secret].compactMap { $0 })
        if let secret, owners[secret] == nil { owners[secret] = id }
      }
      if let name = rules.token, let token = node[name]?.string { tokens.insert(token) }
      queue += node.kind == .object ? node.members.map(\.value) : Array(node.elements)
    }
  }
}
