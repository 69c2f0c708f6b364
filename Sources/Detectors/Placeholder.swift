enum DetectorsPlaceholder {}
