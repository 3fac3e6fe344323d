/// A program to be started as an adapter.
public struct ExecCommand: Sendable, Hashable {
  /// The program, looked up along PATH unless it has a slash.
  public var program: String
  /// What it is given, without its own name.
  public var arguments: [String]
  /// Variables that are set besides, or in place of, those that we have ourselves.
  public var environment: [String: String]
  /// The folder that it starts in; ours when nil.
  public var folder: String?

  /// A program with its arguments.
  public init(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:],
    folder: String? = nil
  ) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
  }
}
