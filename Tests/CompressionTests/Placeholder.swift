enum CompressionTestsPlaceholder {}
