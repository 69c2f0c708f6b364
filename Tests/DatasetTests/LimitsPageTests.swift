import FoundationEssentials
import ServiceKit
import Testing

@testable import DatasetBackend

@Suite("Limits page")
struct LimitsPageTests {
    @Test("docs/LIMITS.md tells the limits of uploads and of reading as they are")
    func uploads() throws {
        // Tests/DatasetTests/LimitsPageTests.swift lies three levels below the root.
        let root = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 }
        let page = try String(contentsOfFile: root + "/docs/LIMITS.md", encoding: .utf8).filter { $0 != "," }
        let limits = DatasetLimits.standard
        let rows = [
            ("uploadBytesMax", "\(limits.uploadBytesMax >> 20) MiB"),
            ("tenantStoredBytesMax", "\(limits.tenantStoredBytesMax >> 30) GiB"),
            ("tenantDatasetsMax", "\(limits.tenantDatasetsMax)"), ("tenantUploadsMax", "\(limits.tenantUploadsMax)"),
            ("uploadsMax", "\(limits.uploadsMax)"), ("uploadsPerTenantMax", "\(limits.uploadsPerTenantMax)"),
            ("uploadProgressTimeMax", "\(limits.uploadProgressTimeMax.components.seconds) s"),
            ("uploadProgressBytesMin", "\(limits.uploadProgressBytesMin >> 10) KiB"),
            ("openUploadsMax", "\(limits.openUploadsMax)"),
            ("openUploadBytesMax", "\(limits.openUploadBytesMax >> 20) MiB"),
            ("uploadPartBytes", "\(limits.uploadPartBytes >> 20) MiB"),
            ("uploadLifetime", "\(limits.uploadLifetime.components.seconds / 3600) h"),
            ("uploadLease", "\(limits.uploadLease.components.seconds / 60) min"),
            ("deletedRetention", "\(limits.deletedRetention.components.seconds / 3600) h"),
            ("sweepInterval", "\(limits.sweepInterval.components.seconds / 60) min"),
            ("databaseBytesMax", limits.databaseBytesMax.map { "\($0)" } ?? "off"),
            ("readsMax", "\(limits.readsMax)"), ("readsPerTenantMax", "\(limits.readsPerTenantMax)"),
            ("exportsMax", "\(limits.exportsMax)"), ("exportsPerTenantMax", "\(limits.exportsPerTenantMax)"),
            ("splitsMax", "\(limits.splitsMax)"), ("splitsPerTenantMax", "\(limits.splitsPerTenantMax)"),
            ("databaseSizeAge", "\(limits.databaseSizeAge.components.seconds) s"),
            ("readAheadBytes", "\(limits.readAheadBytes >> 20) MiB"),
            ("readAheadBatches", "\(limits.readAheadBatches)"),
            ("blockCacheBytes", "\(limits.blockCacheBytes >> 20) MiB"),
            ("blockCacheIdle", "\(limits.blockCacheIdle.components.seconds / 60) min"),
        ]
        for (name, value) in rows { #expect(page.contains("\n| `\(name)` | \(value) |"), "\(name)") }
        for declaration in DatasetSettings.declarations { #expect(page.contains("`\(declaration.name)`")) }
        let ingest = IngestLimits.standard
        #expect(page.contains("(`sampleBytesTarget` \(ingest.sampleBytesTarget >> 20) MiB)"))
        #expect(page.contains("(`chunkBytesTarget` \(ingest.chunkBytesTarget >> 20) MiB)"))
    }
}
