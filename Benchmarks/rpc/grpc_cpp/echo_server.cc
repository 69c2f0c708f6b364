// The peer of the RPC benchmarks: gRPC C++ with its asynchronous API and one completion queue on one thread, the fastest
// form that library has. `echo_server PORT [CERTIFICATE KEY]`; port 0 takes a free one; the port is printed.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "pynomaly/testing/v1/echo.grpc.pb.h"

using pynomaly::testing::v1::EchoMessage;
using pynomaly::testing::v1::EchoService;

namespace {

// One call: waited for, answered, then used for the next one.
class Call {
 public:
  Call(EchoService::AsyncService* service, grpc::ServerCompletionQueue* queue) : service_(service), queue_(queue) {}
  virtual ~Call() = default;
  // An operation has ended.
  virtual void Proceed(bool ok) = 0;

 protected:
  EchoService::AsyncService* service_;
  grpc::ServerCompletionQueue* queue_;
  std::unique_ptr<grpc::ServerContext> context_;
  EchoMessage request_, answer_;
};

class Echo final : public Call {
 public:
  Echo(EchoService::AsyncService* service, grpc::ServerCompletionQueue* queue) : Call(service, queue) { Expect(); }

  void Proceed(bool ok) override {
    if (answered_ || !ok) return Expect();
    answered_ = true;
    answer_.set_payload(request_.payload());
    responder_->Finish(answer_, grpc::Status::OK, this);
  }

 private:
  void Expect() {
    answered_ = false;
    request_.Clear();
    answer_.Clear();
    context_ = std::make_unique<grpc::ServerContext>();
    responder_ = std::make_unique<grpc::ServerAsyncResponseWriter<EchoMessage>>(context_.get());
    service_->RequestEcho(context_.get(), &request_, responder_.get(), queue_, queue_, this);
  }

  std::unique_ptr<grpc::ServerAsyncResponseWriter<EchoMessage>> responder_;
  bool answered_ = false;
};

class Expand final : public Call {
 public:
  Expand(EchoService::AsyncService* service, grpc::ServerCompletionQueue* queue) : Call(service, queue) { Expect(); }

  void Proceed(bool ok) override {
    if (finished_ || !ok) return Expect();
    if (written_ < request_.count()) {
      written_++;
      answer_.set_payload(request_.payload());
      writer_->Write(answer_, this);
    } else {
      finished_ = true;
      writer_->Finish(grpc::Status::OK, this);
    }
  }

 private:
  void Expect() {
    finished_ = false;
    written_ = 0;
    context_ = std::make_unique<grpc::ServerContext>();
    writer_ = std::make_unique<grpc::ServerAsyncWriter<EchoMessage>>(context_.get());
    service_->RequestExpand(context_.get(), &request_, writer_.get(), queue_, queue_, this);
  }

  std::unique_ptr<grpc::ServerAsyncWriter<EchoMessage>> writer_;
  int written_ = 0;
  bool finished_ = false;
};

class Chat final : public Call {
 public:
  Chat(EchoService::AsyncService* service, grpc::ServerCompletionQueue* queue) : Call(service, queue) { Expect(); }

  void Proceed(bool ok) override {
    switch (step_) {
      case Step::kOpen:
      case Step::kWrite:
        if (!ok) return Expect();
        step_ = Step::kRead;
        stream_->Read(&request_, this);
        break;
      case Step::kRead:
        step_ = ok ? Step::kWrite : Step::kFinish;
        if (ok) {
          answer_.set_payload(request_.payload());
          stream_->Write(answer_, this);
        } else {
          stream_->Finish(grpc::Status::OK, this);
        }
        break;
      case Step::kFinish:
        Expect();
        break;
    }
  }

 private:
  enum class Step { kOpen, kRead, kWrite, kFinish };

  void Expect() {
    step_ = Step::kOpen;
    context_ = std::make_unique<grpc::ServerContext>();
    stream_ = std::make_unique<grpc::ServerAsyncReaderWriter<EchoMessage, EchoMessage>>(context_.get());
    service_->RequestChat(context_.get(), stream_.get(), queue_, queue_, this);
  }

  std::unique_ptr<grpc::ServerAsyncReaderWriter<EchoMessage, EchoMessage>> stream_;
  Step step_ = Step::kOpen;
};

std::string Content(const char* path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::shared_ptr<grpc::ServerCredentials> Credentials(int argc, char** argv) {
  if (argc < 4) return grpc::InsecureServerCredentials();
  grpc::SslServerCredentialsOptions options;
  options.pem_key_cert_pairs.push_back({Content(argv[3]), Content(argv[2])});
  return grpc::SslServerCredentials(options);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string port = argc > 1 ? argv[1] : "0";
  int bound = 0;
  EchoService::AsyncService service;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:" + port, Credentials(argc, argv), &bound);
  builder.RegisterService(&service);
  auto queue = builder.AddCompletionQueue();
  auto server = builder.BuildAndStart();
  if (server == nullptr) return EXIT_FAILURE;
  std::printf("%d\n", bound);
  std::fflush(stdout);

  // As many calls as the benchmarks have open at once, and some more.
  std::vector<std::unique_ptr<Call>> calls;
  for (int i = 0; i < 1024; i++) calls.push_back(std::make_unique<Echo>(&service, queue.get()));
  for (int i = 0; i < 16; i++) calls.push_back(std::make_unique<Expand>(&service, queue.get()));
  for (int i = 0; i < 16; i++) calls.push_back(std::make_unique<Chat>(&service, queue.get()));
  void* tag = nullptr;
  bool ok = false;
  while (queue->Next(&tag, &ok)) static_cast<Call*>(tag)->Proceed(ok);
}
