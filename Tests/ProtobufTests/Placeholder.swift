enum ProtobufTestsPlaceholder {}
