import DatasetBackend
import ServiceKit

@main enum Main {
    static func main() async {
        await ServiceProgram.main(DatasetBackend.definition)
    }
}
