/// Blocks of drafts on their way into the store.
extension DatasetParts {
    /// Stores blocks for which room was taken, and then enters them in the draft.
    ///
    /// The draft may have been given up for dead and collected between the two: then nobody would collect what was
    /// stored after that, so it is taken back here.
    func store(_ blobs: [Blob], of draft: DraftVersion, entering enter: () async throws -> Void) async throws {
        try await self.blobs.put(blobs, owner: draft.id, tenant: draft.tenant)
        do {
            try await enter()
        } catch let error as DraftExpired {
            try await self.blobs.release(owner: draft.id, tenant: draft.tenant)
            throw error
        }
    }
}
