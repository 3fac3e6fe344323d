public import SynchroTiming
public import SynchroFlows

/// A fleet, the links between its parts, and what is sent over them: all a simulation starts from.
public struct SimulationScenario: Sendable {
  /// Devices and how they hang on their collectors.
  public struct Fleet: Sendable, Equatable {
    /// How many devices there are.
    public var devices: Int
    /// How many of them one collector (DAP) serves; the last one has the rest.
    public var devicesPerCollector: Int
    /// Kinds of devices, with their shares; what is left belongs to none.
    public var classes: [DeviceClass]

    /// So many devices, so many on each collector.
    public init(devices: Int, devicesPerCollector: Int, classes: [DeviceClass] = []) {
      self.devices = devices
      self.devicesPerCollector = devicesPerCollector
      self.classes = classes
    }

    /// How many collectors there are.
    public var collectors: Int { (devices + devicesPerCollector - 1) / devicesPerCollector }
  }

  /// A kind of devices.
  public struct DeviceClass: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Its share of the fleet.
    public let share: Share

    /// A kind with a share of the fleet.
    public init(name: String, share: Share) {
      self.name = name
      self.share = share
    }
  }

  /// A link: what one hop of a path does to a payload.
  public struct Link: Sendable, Equatable {
    /// Who has to wait for whom.
    public enum Queue: String, Sendable, CaseIterable {
      /// Nobody: the link has room for all, and a rate is only the time one payload takes.
      case none
      /// The payloads of one device among each other.
      case device
      /// All payloads of a collector's devices: the fan-in of a DAP.
      case collector
    }

    /// The reference that paths use: `1D`.
    public var name: String
    /// Who has to wait for whom.
    public var queue: Queue
    /// The rate; nil when the size of a payload costs no time.
    public var bitsPerSecond: Int?
    /// Bytes that protocols and security add to each payload.
    public var overhead: Int
    /// Processing of the sender's side, before a payload enters the link.
    public var processing: DelayDistribution
    /// Transport and nodes, behind the rate.
    public var delay: DelayDistribution
    /// How likely a payload is lost on the link.
    public var loss: Double
    /// Spells in which more is lost; each collector has its own.
    public var fading: Fading?
    /// A payload that finds so many in a collector's queue is lost.
    public var queueLimit: Int

    /// A link by its parts; without a rate it only delays.
    public init(
      name: String, queue: Queue = .none, bitsPerSecond: Int? = nil, overhead: Int = 0,
      processing: DelayDistribution = .zero, delay: DelayDistribution = .zero, loss: Double = 0,
      fading: Fading? = nil, queueLimit: Int = 100_000
    ) {
      self.name = name
      self.queue = queue
      self.bitsPerSecond = bitsPerSecond
      self.overhead = overhead
      self.processing = processing
      self.delay = delay
      self.loss = loss
      self.fading = fading
      self.queueLimit = queueLimit
    }
  }

  /// What is sent, by whom, over which links, and what is demanded of it.
  public struct Flow: Sendable, Equatable {
    /// The row it stands for: `4.10.4.1/on-demand_Mtr-read_resp-data`.
    public var id: String
    /// The links, in the order in which a payload passes them.
    public var path: FlowPath
    /// The class of devices that send or receive it; nil means all.
    public var deviceClass: String?
    /// When payloads are intended; for an outage, see ``Trigger``.
    public var trigger: Trigger
    /// Bytes of a payload, all sizes between both bounds alike.
    public var size: ClosedRange<Int>
    /// Processing of the consumer, which belongs to the latency.
    public var consumer: DelayDistribution
    /// The payload has to be consumed in less than this; nil when nothing is demanded.
    public var latency: Duration?
    /// More than this share has to be; nil when nothing is demanded.
    public var reliability: Share?

    /// A flow by its parts.
    public init(
      id: String, path: FlowPath, deviceClass: String? = nil, trigger: Trigger,
      size: ClosedRange<Int>, consumer: DelayDistribution = .zero, latency: Duration? = nil,
      reliability: Share? = nil
    ) {
      self.id = id
      self.path = path
      self.deviceClass = deviceClass
      self.trigger = trigger
      self.size = size
      self.consumer = consumer
      self.latency = latency
      self.reliability = reliability
    }
  }

  /// What makes a device send.
  public enum Trigger: Sendable, Equatable {
    /// Its own schedule, every day.
    case schedule(DailySchedule)
    /// An outage, by its name: each device that loses power sends once, after a delay of its own.
    case outage(String, after: DelayDistribution)
  }

  /// Power that fails for many devices at once.
  public struct Outage: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// The day, counted from 1.
    public var day: Int
    /// The time of that day.
    public var time: TimeOfDay
    /// The share of the collectors in whose area it happens.
    public var collectors: Share
    /// The share of the devices there that lose power.
    public var devices: Share
    /// For how long these devices send nothing of their schedules.
    public var duration: Duration

    /// An outage by its parts.
    public init(
      name: String, day: Int = 1, time: TimeOfDay, collectors: Share, devices: Share,
      duration: Duration
    ) {
      self.name = name
      self.day = day
      self.time = time
      self.collectors = collectors
      self.devices = devices
      self.duration = duration
    }
  }

  /// What the scenario shows, in a line.
  public var title: String
  /// The devices.
  public var fleet: Fleet
  /// The links.
  public var links: [Link]
  /// What is sent.
  public var flows: [Flow]
  /// When power fails.
  public var outages: [Outage]
  /// How many days are simulated.
  public var days: Int
  /// Where all random numbers come from.
  public var seed: UInt64

  /// A scenario by its parts.
  public init(
    title: String = "", fleet: Fleet, links: [Link], flows: [Flow], outages: [Outage] = [],
    days: Int = 1, seed: UInt64 = 1
  ) {
    self.title = title
    self.fleet = fleet
    self.links = links
    self.flows = flows
    self.outages = outages
    self.days = days
    self.seed = seed
  }
}
