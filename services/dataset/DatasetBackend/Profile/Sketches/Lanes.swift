/// Four or eight neighbours at a time, from any index: unaligned loads cost nothing on the machines we run on.
extension Span<Double> {
    @inline(__always) func four(at index: Int) -> SIMD4<Double> {
        precondition(index >= 0 && index + 4 <= count)
        return four(unchecked: index)
    }

    @inline(__always) func eight(at index: Int) -> SIMD8<Double> {
        precondition(index >= 0 && index + 8 <= count)
        return bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index * 8, as: SIMD8<Double>.self)
    }

    /// For a loop that has compared all its counts before: four more values must follow the index.
    @inline(__always) func four(unchecked index: Int) -> SIMD4<Double> {
        bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index * 8, as: SIMD4<Double>.self)
    }
}
