import SynchroJSON
public import SynchroText
import SynchroTiming

/// Why a saved state cannot be taken up again.
public struct StateError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, as a sentence.
  public let description: String
}

extension CDSService {
  private static let stateFormat = "synchroscope-cds-state-1"

  /// A saved state, as it stands in its file.
  private struct Saved: Codable {
    let format: String
    let clockAheadSeconds: Int64
    let random: CDSRandom
    let state: CDSWorld.State
  }

  /// Everything that has happened, secrets included, as a text to be kept where only the owner reads.
  public func savedState() throws(StateError) -> String {
    let (random, state) = withWorld { ($0.random, $0.state) }
    let saved = Saved(
      format: Self.stateFormat, clockAheadSeconds: clock.ahead.components.seconds, random: random,
      state: state)
    do {
      return JSONPrinter.pretty(try JSONValueEncoder.encode(saved)) + "\n"
    } catch {
      throw StateError(description: "the state cannot be written: \(error)")
    }
  }

  /// Goes on from a saved state, in the place of what has happened so far.
  public func restore(_ source: SourceText) throws(StateError) {
    let saved: Saved
    do {
      let limits = JSONLimits(bytes: 1 << 30, nodes: 50_000_000)
      let document = try JSONDocument(parsing: source, limits: limits)
      guard document.root["format"]?.string == Self.stateFormat else {
        throw StateError(
          description: "'\(source.name)' is no saved state of this version (\(Self.stateFormat))")
      }
      saved = try JSONValueDecoder.decode(from: document.root.value)
      if let fault = saved.state.countFault {
        throw StateError(description: "'\(source.name)' cannot be taken up: \(fault)")
      }
    } catch let error as JSONSyntaxError {
      throw StateError(
        description: "'\(source.name)' is no JSON: \(error.diagnostic.message)")
    } catch let error as StateError {
      throw error
    } catch let error as DecodingError {
      throw StateError(description: "'\(source.name)' cannot be taken up: \(Self.words(error))")
    } catch {
      throw StateError(description: "'\(source.name)' cannot be taken up: \(error)")
    }
    // A real clock stays where it is: what had expired by a virtual one may live again.
    _ = clock.advance(by: .seconds(max(0, saved.clockAheadSeconds)))
    withWorld { world in
      world.random = saved.random
      world.state = saved.state
    }
  }

  private static func words(_ error: DecodingError) -> String {
    let context: DecodingError.Context
    switch error {
    case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found),
      .keyNotFound(_, let found):
      context = found
    @unknown default: return "\(error)"
    }
    let place = context.codingPath.map {
      $0.stringValue.isEmpty ? "\($0.intValue ?? 0)" : $0.stringValue
    }
    return context.debugDescription + (place.isEmpty ? "" : " (at \(place.joined(separator: "/")))")
  }
}
