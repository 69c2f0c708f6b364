/// The members of one of protobuf-c's arrays of pointers.
func members<Struct>(_ start: UnsafeMutablePointer<UnsafeMutablePointer<Struct>?>?, _ count: Int) -> [Struct] {
    (0..<count).compactMap { start?[$0]?.pointee }
}

func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
}
