enum ProtobufPlaceholder {}
