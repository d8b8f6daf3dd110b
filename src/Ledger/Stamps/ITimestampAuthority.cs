namespace Ledger.Stamps;

/// <summary>The way to the timestamp authority the operator chose (RFC 3161, 3.4). What it answers is not believed: <see cref="Stamper"/> holds it to the question.</summary>
public interface ITimestampAuthority
{
    /// <summary>Whether the operator chose one.</summary>
    bool IsSet { get; }

    /// <summary>
    /// Sends a question and returns the answer's bytes; a refusal of <see cref="StampRefusals"/> where none came that could be read. Throws where the call is
    /// cancelled alone.
    /// </summary>
    Task<Outcome<ReadOnlyMemory<byte>>> Ask(ReadOnlyMemory<byte> question, CancellationToken cancel);
}
