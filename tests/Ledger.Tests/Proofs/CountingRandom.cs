using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

/// <summary>A counter instead of a generator: the same sealed bytes on every run.</summary>
internal static class CountingRandom
{
    internal static FillRandom From(byte start = 1)
    {
        var next = start;
        return destination =>
        {
            foreach (ref var b in destination)
            {
                b = next;
                next = unchecked((byte)(next + 1));
            }
        };
    }
}
