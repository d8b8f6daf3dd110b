using System.Buffers;
using Ledger.Listening;

namespace Ledger.Host.Server.Listening;

/// <summary>
/// What is delivered: the stored line and, before its last brace, one attribute more where it can be given, <c>userid</c>, the operator's own id of the
/// person <c>subject</c> names by token. It is a CloudEvents 1.0 event with an extension attribute. Sealed fields stay sealed.
/// </summary>
sealed class Delivery(PersonIds persons)
{
    /// <summary>Writes the delivery of an event; it holds no line break.</summary>
    public async ValueTask Write(IBufferWriter<byte> output, HeardEvent heard, CancellationToken cancel)
    {
        if (await persons.Of(heard, cancel) is not { } userId)
        {
            output.Write(heard.Line.Span);
            return;
        }
        output.Write(heard.Line.Span[..^1]);
        output.Write(",\"userid\":\""u8);
        output.Write(userId.EncodedUtf8Bytes);
        output.Write("\"}"u8);
    }
}
