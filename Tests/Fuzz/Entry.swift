import Glibc

#if !C_LIBRARY_MEMORY
    #error("Build with scripts/fuzz.sh: memory that is used again by us hides its misuse from AddressSanitizer.")
#endif

/// What libFuzzer calls with each input. `FUZZ_TARGET` names what is tried with it, so that all targets are one program
/// and its modules are built and linked once.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    FuzzTarget.chosen.run(FuzzInput(UnsafeRawBufferPointer(start: start, count: count)))
    return 0
}
