using System.Security.Cryptography;
using Ledger.Proofs;

namespace Ledger.Sealing;

/// <summary>Sources of random bytes.</summary>
public static class Randomness
{
    /// <summary>The operating system's cryptographic generator.</summary>
    public static FillRandom System { get; } = RandomNumberGenerator.Fill;

    /// <summary>A name that nothing else has: 16 random bytes in hexadecimal.</summary>
    public static string NewName(this FillRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> bytes = stackalloc byte[16];
        random(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>The same bytes for the same seed (SHA-256 in counter mode): for tests and <c>ledger generate</c>, never for a real ledger's keys.</summary>
    public static FillRandom Seeded(long seed)
    {
        var gate = new Lock();
        var counter = 0L;
        return destination =>
        {
            Span<byte> input = stackalloc byte[16];
            Span<byte> block = stackalloc byte[32];
            lock (gate)
            {
                for (; destination.Length > 0; destination = destination[Math.Min(32, destination.Length)..])
                {
                    BitConverter.TryWriteBytes(input, seed);
                    BitConverter.TryWriteBytes(input[8..], counter++);
                    SHA256.HashData(input, block);
                    block[..Math.Min(32, destination.Length)].CopyTo(destination);
                }
            }
        };
    }
}
