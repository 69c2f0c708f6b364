enum RPCTestsPlaceholder {}
