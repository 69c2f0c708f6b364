internal import Glibc

func equal(_ bytes: UnsafeRawBufferPointer, _ others: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count == others.count else { return false }
    guard let start = bytes.baseAddress, let other = others.baseAddress else { return true }
    return memcmp(start, other, bytes.count) == 0
}

func equal(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
    equal(bytes, UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
}
