enum DetectionTestsPlaceholder {}
