import MetricsBackend
import ServiceKit

@main enum Main {
    static func main() async {
        await ServiceProgram.main(MetricsBackend.definition)
    }
}
