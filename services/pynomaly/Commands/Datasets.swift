import ArgumentParser
import FoundationEssentials
import Messages

struct Datasets: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Upload and look at data sets.",
        subcommands: [Upload.self, List.self, Get.self, Rows.self, Delete.self])

    struct Upload: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Upload a CSV file as a new data set.")

        @OptionGroup var options: ClientOptions
        @Argument(help: "The file.")
        var file: String
        @Option(help: "The data set's display name; the file's name by default.")
        var name: String?
        @Option(help: "The column that holds labels; it is never a feature.")
        var targetColumn: String?
        @Option(help: "A column that identifies a row; it is never a feature. May be repeated.")
        var idColumn: [String] = []
        @Option(help: "The character between fields.")
        var delimiter: String?

        func run() async throws {
            let client = try options.signedInClient()
            let file = file
            let upload = DatasetUpload(file: file, fields: fields) { sent, size in
                Terminal.progress("uploading \(file): \(NumberText.bytes(sent)) of \(NumberText.bytes(size))")
            }
            let reply = try await upload.run(client)
            Terminal.endProgress()
            options.print(reply) { UploadReport(response: $0).text }
        }

        private var fields: [(name: String, value: String)] {
            var fields = [("display_name", name ?? file.split(separator: "/").last.map(String.init) ?? file)]
            if let targetColumn { fields.append(("target_column", targetColumn)) }
            if let delimiter { fields.append(("delimiter", delimiter)) }
            return fields + idColumn.map { ("id_columns", $0) }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List data sets, the newest first.")

        @OptionGroup var options: ClientOptions

        func run() async throws {
            let reply = try await options.signedInClient().get(
                "/v1/datasets?page_size=1000", as: DatasetV1.ListDatasetsResponse.self)
            options.print(reply) { response in
                var table = TextTable([("name", .left), ("display name", .left), ("rows", .right), ("columns", .right)])
                for dataset in response.datasets {
                    let columns = dataset.schema?.columns.count ?? 0
                    table.add([dataset.name, dataset.displayName, "\(dataset.rowCount)", "\(columns)"])
                }
                return table.text
            }
        }
    }

    struct Get: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one data set and its columns.")

        @OptionGroup var options: ClientOptions
        @Argument(help: "datasets/ID, or ID.")
        var dataset: String

        func run() async throws {
            let name = ResourceName.full(dataset, in: "datasets")
            let reply = try await options.signedInClient().get("/v1/\(name)", as: DatasetV1.Dataset.self)
            options.print(reply) { dataset in
                var table = TextTable([("column", .left), ("type", .left), ("role", .left), ("missing", .right)])
                for column in dataset.schema?.columns ?? [] {
                    table.add([column.name, "\(column.type)", "\(column.role)", "\(column.missingCount)"])
                }
                return "\(dataset.name)  \(dataset.displayName), \(dataset.rowCount) rows\n\(table.text)"
            }
        }
    }

    struct Rows: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print rows as JSON.")

        @OptionGroup var options: ClientOptions
        @Argument(help: "datasets/ID, or ID.")
        var dataset: String
        @Option(help: "How many rows, at most 1000.")
        var limit = 10

        func run() async throws {
            let name = ResourceName.full(dataset, in: "datasets")
            let reply = try await options.signedInClient().get(
                "/v1/\(name)/rows?page_size=\(limit)", as: DatasetV1.ListRowsResponse.self)
            Terminal.answer(json: reply.json)
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Delete a data set.")

        @OptionGroup var options: ClientOptions
        @Argument(help: "datasets/ID, or ID.")
        var dataset: String

        func run() async throws {
            let name = ResourceName.full(dataset, in: "datasets")
            try await options.signedInClient().delete("/v1/\(name)")
            Terminal.remark("Deleted \(name).")
        }
    }
}

/// What became of an upload: the data set, and the rows that were refused.
struct UploadReport {
    static let rejectsShown = 5

    var response: DatasetV1.UploadDatasetResponse

    var text: String {
        guard let dataset = response.dataset else { return "" }
        let columns = dataset.schema?.columns ?? []
        let features = columns.filter { $0.role == .feature }.count
        var lines = ["\(dataset.name)  \(dataset.rowCount) rows, \(columns.count) columns, \(features) features"]
        if let report = response.rejectReport, report.rejectedRows > 0 {
            lines.append("\(report.rejectedRows) rows were refused:")
            for reject in report.rejects.prefix(Self.rejectsShown) {
                let column = reject.column.isEmpty ? "" : ", column \(reject.column)"
                lines.append("  line \(reject.line)\(column): \(reject.reason)")
            }
        }
        return lines.joined(separator: "\n")
    }
}
