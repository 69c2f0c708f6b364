enum AuthTestsPlaceholder {}
