import SynchroRunner
import SynchroVerdict
import Testing

@Suite struct ShardChoiceTests {
  /// The option, the environment, the shard; nil for all tests.
  static let choices: [(String?, [String: String], String?)] = [
    (nil, [:], nil), ("2/5", [:], "2/5"), ("none", [:], nil),
    ("2/5", ["CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "3"], "2/5"),
    ("none", ["CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "3"], nil),
    (nil, ["CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "3"], "1/3"),
    (nil, ["CI_NODE_INDEX": "3", "CI_NODE_TOTAL": "3"], "3/3"), (nil, ["CI_NODE_TOTAL": "1"], nil),
    (nil, ["JOB_COMPLETION_INDEX": "0", "JOB_COMPLETIONS": "7"], "1/7"),
    (nil, ["JOB_COMPLETION_INDEX": "6", "JOB_COMPLETIONS": "7"], "7/7"),
    ("auto/7", ["JOB_COMPLETION_INDEX": "6"], "7/7"),
    ("auto/7", ["JOB_COMPLETION_INDEX": "6", "JOB_COMPLETIONS": "7"], "7/7"),
    (nil, ["SLURM_ARRAY_TASK_ID": "0", "SLURM_ARRAY_TASK_COUNT": "7"], "1/7"),
    (
      nil,
      [
        "SLURM_ARRAY_TASK_ID": "1", "SLURM_ARRAY_TASK_COUNT": "7", "SLURM_ARRAY_TASK_MIN": "1",
        "SLURM_ARRAY_TASK_STEP": "1",
      ], "1/7"
    ),
    (
      nil,
      [
        "SLURM_ARRAY_TASK_ID": "14", "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_ARRAY_TASK_MIN": "10",
        "SLURM_ARRAY_TASK_STEP": "2",
      ], "3/3"
    ),
    (
      nil,
      [
        "JOB_COMPLETION_INDEX": "1", "JOB_COMPLETIONS": "2", "CI_NODE_INDEX": "1",
        "CI_NODE_TOTAL": "3",
      ], "2/2"
    ), (nil, ["SLURM_JOB_ID": "9"], nil),
  ]

  @Test(arguments: choices.indices)
  func `the option decides, then the first engine that speaks`(index: Int) throws {
    let (option, environment, expected) = Self.choices[index]
    let wish = option.map { ShardChoice.Wish($0) } ?? nil
    #expect((wish == nil) == (option == nil))
    let choice = try ShardChoice(wish, environment: environment)
    #expect(choice.shard?.description == expected, "\(Self.choices[index])")
    // What nobody wrote is said.
    let isImplied = expected != nil && option?.contains("auto") != false
    #expect((choice.remark != nil) == isImplied, "\(choice.remark ?? "")")
    if let remark = choice.remark {
      for name in environment.keys where name.hasPrefix(remark.contains("JOB_C") ? "JOB" : "") {
        #expect(remark.contains(name), "\(remark)")
      }
    }
  }

  static let faults: [(String?, [String: String], String)] = [
    ("auto/7", [:], "nothing here says which shard"),
    (nil, ["JOB_COMPLETION_INDEX": "3"], "of how many: set JOB_COMPLETIONS"),
    (nil, ["SLURM_ARRAY_TASK_ID": "3"], "of how many: set SLURM_ARRAY_TASK_COUNT"),
    (nil, ["CI_NODE_INDEX": "0", "CI_NODE_TOTAL": "3"], "no shard follows from CI_NODE_INDEX=0"),
    (nil, ["CI_NODE_INDEX": "4", "CI_NODE_TOTAL": "3"], "no shard follows"),
    (nil, ["JOB_COMPLETION_INDEX": "7", "JOB_COMPLETIONS": "7"], "no shard follows"),
    (nil, ["JOB_COMPLETION_INDEX": "x", "JOB_COMPLETIONS": "7"], "which is no number"),
    (nil, ["JOB_COMPLETION_INDEX": "1", "JOB_COMPLETIONS": "-7"], "which is no number"),
    (nil, ["CI_NODE_INDEX": "99999999999999999999", "CI_NODE_TOTAL": "3"], "which is no number"),
    ("auto/5", ["JOB_COMPLETION_INDEX": "1", "JOB_COMPLETIONS": "7"], "'--shard' says 5"),
    (
      nil,
      [
        "SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_ARRAY_TASK_MIN": "1",
      ], "no shard follows from SLURM_ARRAY_TASK_ID=7"
    ),
    (
      nil,
      [
        "SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_ARRAY_TASK_MIN": "0",
        "SLURM_ARRAY_TASK_STEP": "2",
      ], "no shard follows"
    ),
  ]

  @Test(arguments: faults.indices)
  func `an engine that does not say enough is told so`(index: Int) {
    let (option, environment, message) = Self.faults[index]
    let wish = option.map { ShardChoice.Wish($0) } ?? nil
    let fault = #expect(throws: ShardChoice.Fault.self) {
      try ShardChoice(wish, environment: environment)
    }
    #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "none")")
    #expect(fault?.help.contains("--shard none") == true)
  }

  @Test(arguments: ["auto", "auto/", "auto/0", "auto/x", "auto/10001", "None", "", "1/2/3"])
  func `other words are no wish`(text: String) {
    #expect(ShardChoice.Wish(text) == nil)
  }
}
