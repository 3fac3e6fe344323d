/// What a device does with a payload that asks for something. The words are those of the data files.
public enum DeviceAction: String, Sendable, CaseIterable {
  // Reading
  case readRegister = "read-register"
  case readIntervals = "read-intervals"
  case readBulk = "read-bulk"
  case readAccount = "read-account"
  // The service switch and the valve
  case operateSwitch = "operate-switch"
  case cancelOperation = "cancel-operation"
  case tellSwitch = "tell-switch"
  case operateValve = "operate-valve"
  case tellValve = "tell-valve"
  // Prepayment and the cap
  case configurePrepayment = "configure-prepayment"
  case enroll
  case unenroll
  case show
  case cap
  case uncap
  // Load and price
  case manageLoad = "manage-load"
  case shedLoad = "shed-load"
  case noteOptOut = "note-opt-out"
  case setPrice = "set-price"
  // The home network and the vehicle
  case join
  case leave
  case negotiateCharge = "negotiate-charge"
  // Software
  case updateFirmware = "update-firmware"
  case updateProgram = "update-program"
  // The feeder
  case readSensor = "read-sensor"
  case tellFeeder = "tell-feeder"
  case open
  case close
  case operate
  case stepUp = "step-up"
  case stepDown = "step-down"
  case configure
  // Storage
  case tellStorage = "tell-storage"
  case discharge
  case setChargeRate = "set-charge-rate"
  // Registering an appliance: C5, scenario 3.1
  case c5Register = "c5-register"
  case c5Select = "c5-select"
  case c5Record = "c5-record"
  case c5Commission = "c5-commission"
  case c5Bind = "c5-bind"
  case c5Identify = "c5-identify"
  case c5Authenticate = "c5-authenticate"
  case c5Authenticated = "c5-authenticated"
  case c5Complete = "c5-complete"
  case c5ConfigureRequest = "c5-configure-request"
  case c5Configure = "c5-configure"
  case c5Configured = "c5-configured"
  // Messages to an appliance: C5, scenario 3.2
  case c5Group = "c5-group"
  case c5MessageRequest = "c5-message-request"
  case c5Event = "c5-event"
  case c5Price = "c5-price"
  case c5Condition = "c5-condition"
  case c5Public = "c5-public"
  case c5BillingCycle = "c5-billing-cycle"
  case c5Acknowledged = "c5-acknowledged"
  case c5Override = "c5-override"
  case c5Activity = "c5-activity"
  case c5Usage = "c5-usage"
  // Documents between an aggregator and a distribution utility
  case derTake = "der-take"
  case derAsk = "der-ask"
  /// Keeps it, and does nothing.
  case store
}
