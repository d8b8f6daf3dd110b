using System.Globalization;
using System.Net.Http.Headers;
using Ledger.Host.Answers;
using Ledger.Host.Commands;

namespace Ledger.Host.Remote;

/// <summary>The answers of a running server. A file that was lost on the way is sent by the next command: nothing is sent twice by itself.</summary>
sealed class RemoteAnswers(LedgerHttp http) : IAnswerDesk
{
    public Task<Outcome<DepositedAnswer>> Deposit(string inquiry, string mediaType, FileStream input, CancellationToken cancel) => http.Ask<DepositedAnswer>(() =>
    {
        input.Position = 0;
        return new(HttpMethod.Put, At(inquiry)) { Content = new StreamContent(new Kept(input)) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType), ContentLength = input.Length } } };
    }, repeatable: false, cancel);

    public Task<Outcome<TakenAnswer>> Fetch(string inquiry, string? reason, FileStream output, CancellationToken cancel) => http.Send(() =>
    {
        var request = new HttpRequestMessage(HttpMethod.Get, At(inquiry));
        if (reason is not null) request.Headers.Add(LedgerHttp.PurposeHeader, LedgerHttp.Extended(reason));
        return request;
    }, repeatable: false, async response =>
    {
        await response.Content.CopyToAsync(output, cancel);
        var type = AnswerMedia.Of(response.Content.Headers.ContentType?.ToString()) ?? throw new FormatException();
        return new TakenAnswer(inquiry, Header(response, AnswerHeaders.Sha256), type, output.Length, long.Parse(Header(response, AnswerHeaders.Recorded), CultureInfo.InvariantCulture));
    }, cancel);

    public Task<Outcome<RemovedAnswer>> Remove(string inquiry, CancellationToken cancel) => http.Ask<RemovedAnswer>(() => new(HttpMethod.Delete, At(inquiry)), repeatable: false, cancel);

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    Uri At(string inquiry) => http.Site.At($"inquiries/{Uri.EscapeDataString(inquiry)}/answer");

    static string Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : throw new FormatException();

    /// <summary>A request disposes of what it sends; the file is sent again after a refusal for now.</summary>
    sealed class Kept(FileStream file) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => file.Length;

        public override long Position { get => file.Position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => file.ReadAsync(buffer, cancellationToken);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
