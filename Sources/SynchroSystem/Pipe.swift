import CSynchroPosix

/// A pipe whose ends no child inherits unless it is handed one.
package struct Pipe: ~Copyable {
  /// What is written comes out here.
  package let reading: Descriptor
  /// What is written here comes out at the other end.
  package let writing: Descriptor

  /// An open pipe.
  package init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard syn_pipe(&ends) == 0 else { throw .last(.pipe) }
    reading = Descriptor(owning: ends[0])
    writing = Descriptor(owning: ends[1])
  }

  /// The reading end; the other is closed, or its end would never show.
  package consuming func keepingReader() -> Descriptor { reading }
  /// The writing end; the other is closed.
  package consuming func keepingWriter() -> Descriptor { writing }

  /// Gives both ends away by number; the caller closes them.
  package consuming func released() -> (reading: Int32, writing: Int32) {
    (reading.release(), writing.release())
  }
}
