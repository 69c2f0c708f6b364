enum RPCPlaceholder {}
