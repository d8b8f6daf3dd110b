namespace Ledger.Host.Generate;

/// <summary>SplitMix64: the same numbers for the same seed on every machine and runtime, which System.Random does not promise.</summary>
sealed class SeededNumbers(ulong seed)
{
    const ulong Golden = 0x9E3779B97F4A7C15;

    ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        unchecked { _state += Golden; }
        return Mix(_state);
    }

    /// <summary>The next number from 0 up to, and without, the limit.</summary>
    public int Below(int limit) => Below(Next(), limit);

    /// <summary>Whether something of this many chances in a thousand happens.</summary>
    public bool Chance(int perMille) => Below(1000) < perMille;

    /// <summary>A number from 0 up to, and without, the limit, out of 64 bits.</summary>
    public static int Below(ulong bits, int limit) => (int)Math.BigMul(bits, (ulong)limit, out _);

    /// <summary>Scatters 64 bits over 64 bits one to one, so that different numbers stay different.</summary>
    public static ulong Mix(ulong bits)
    {
        unchecked
        {
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }

    /// <summary>Bits that belong to a number and a use of it.</summary>
    public static ulong Of(ulong seed, long number, int use)
    {
        unchecked { return Mix(Mix(seed + ((ulong)number * Golden)) + ((ulong)use * 0xD1B54A32D192ED03)); }
    }
}
