import Collections
import Detectors
import FoundationEssentials
import OrderedCollections
import ServiceKit
import Synchronization

/// A model with the version that it was fitted to, whose rows are scored with themselves left out.
struct LoadedModel: Sendable {
    var trained: TrainedModel
    var detector: UUID
    var datasetVersion: String
    /// What it takes in memory.
    var byteCount: Int
}

/// Decoded models by id, as many as fit into `bytesMax`, the least recently used one leaving first. Models never change, so
/// nothing gets stale. A model that is larger than all the room is read anew each time.
final class ModelCache: Sendable {
    private struct Key: Hashable {
        var tenant: UUID
        var model: UUID
    }

    private struct Kept {
        var models: OrderedDictionary<Key, LoadedModel> = [:]
        var byteCount = 0
    }

    private let kept = Mutex(Kept())
    private let store: ModelStore
    private let seal: ModelSeal
    private let bytesMax: Int

    init(store: ModelStore, seal: ModelSeal, bytesMax: Int = DetectionLimits.cachedModelBytesMax) {
        self.store = store
        self.seal = seal
        self.bytesMax = bytesMax
    }

    /// - Parameter name: "detectors/{detector}/models/{model}".
    func model(named name: String, tenant: UUID) async throws -> LoadedModel {
        let ids = try ResourceName.ids(name, "detectors", "models")
        let model = try await model(ids[1], tenant: tenant)
        guard model.detector == ids[0] else { throw ResourceName.notFound(name) }
        return model
    }

    func model(_ id: UUID, tenant: UUID) async throws -> LoadedModel {
        let key = Key(tenant: tenant, model: id)
        if let model = recall(key) { return model }
        let sealed = try await store.sealed(id, tenant: tenant)
        try seal.verify(sealed)
        let trained = try TrainedModel(snapshot: sealed.snapshot)
        let model = LoadedModel(
            trained: trained, detector: sealed.detector, datasetVersion: sealed.datasetVersion,
            byteCount: trained.byteCount)
        remember(model, key)
        return model
    }

    private func recall(_ key: Key) -> LoadedModel? {
        kept.withLock { kept in
            guard let model = kept.models.removeValue(forKey: key) else { return nil }
            kept.models[key] = model
            return model
        }
    }

    private func remember(_ model: LoadedModel, _ key: Key) {
        guard model.byteCount <= bytesMax else { return }
        kept.withLock { kept in
            // Another call may have read it at the same time.
            if let other = kept.models.updateValue(model, forKey: key) { kept.byteCount -= other.byteCount }
            kept.byteCount += model.byteCount
            while kept.byteCount > bytesMax { kept.byteCount -= kept.models.removeFirst().value.byteCount }
        }
    }
}
