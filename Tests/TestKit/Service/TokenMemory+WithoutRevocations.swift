package import ServiceKit

extension TokenMemory {
    /// For services that run without an auth to hear from: nothing has ended, and nothing will.
    package static var withoutRevocations: TokenMemory {
        let memory = TokenMemory()
        memory.endRevocations()
        return memory
    }

    /// Knows all there is to know until long after the test.
    package func endRevocations() {
        apply([], isComplete: true, at: .now + .seconds(86_400))
    }
}
