enum InteropTestsPlaceholder {}
