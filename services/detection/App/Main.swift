import DetectionBackend
import ServiceKit

@main enum Main {
    static func main() async {
        await ServiceProgram.main(DetectionBackend.definition)
    }
}
