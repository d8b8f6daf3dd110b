using System.Net;

namespace Ledger.Host.Server.Forwarding;

/// <summary>
/// Has nothing sent twice that may do something, and tells what was not sent at all. The handler below sends a request again by itself, whatever its method, if the connection ends
/// before an answer and no body was begun: so each has one here, an empty one where it came without, and none waits for leave to begin (RFC 9110, 10.1.1): the replica where it came
/// in gives that itself. What only reads (9.2.1) may be asked for again.
/// </summary>
sealed class SentOnce(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <exception cref="HttpRequestException">With <see cref="HttpRequestError.ConnectionError"/> also where it was given up: before it was sent, or at any time where it only reads. What was read then may be in the journal of access twice.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Body? body = null;
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head && request.Method != HttpMethod.Options)
        {
            request.Content = body = new(request.Content ?? new ByteArrayContent([]));
            request.Headers.Remove("Expect");
        }
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (OperationCanceledException given) when (body is not { IsBegun: true })
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "It was given up before anything was done that must not be done twice.", given);
        }
    }

    /// <summary>A body that knows whether it was begun.</summary>
    sealed class Body : HttpContent
    {
        readonly HttpContent _inner;

        public Body(HttpContent inner)
        {
            _inner = inner;
            foreach (var (name, values) in inner.Headers) Headers.TryAddWithoutValidation(name, values);
        }

        public bool IsBegun { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            IsBegun = true;
            return _inner.CopyToAsync(stream, context, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _inner.Headers.ContentLength ?? 0;
            return _inner.Headers.ContentLength is not null;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
