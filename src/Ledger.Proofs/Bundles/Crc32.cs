using System.Buffers.Binary;

namespace Ledger.Proofs;

/// <summary>The CRC-32 of zip files (ISO 3309, reflected polynomial 0xEDB88320), eight bytes a step.</summary>
internal sealed class Crc32
{
    const uint Polynomial = 0xEDB88320;
    const int Step = 8;

    // Row n: what a byte does to the sum when n more bytes come behind it in the same step.
    static readonly uint[][] Rows = MakeRows();

    uint _sum = uint.MaxValue;

    internal uint Value => ~_sum;

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        var sum = _sum;
        for (; bytes.Length >= Step; bytes = bytes[Step..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ sum;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            sum = Rows[7][low & 0xff] ^ Rows[6][(low >> 8) & 0xff] ^ Rows[5][(low >> 16) & 0xff] ^ Rows[4][low >> 24]
                ^ Rows[3][high & 0xff] ^ Rows[2][(high >> 8) & 0xff] ^ Rows[1][(high >> 16) & 0xff] ^ Rows[0][high >> 24];
        }
        foreach (var one in bytes)
        {
            sum = (sum >> 8) ^ Rows[0][(sum ^ one) & 0xff];
        }
        _sum = sum;
    }

    static uint[][] MakeRows()
    {
        var rows = new uint[Step][];
        for (var row = 0; row < Step; row++)
        {
            rows[row] = new uint[256];
            for (var at = 0u; at < 256; at++)
            {
                rows[row][at] = row == 0 ? OfByte(at) : (rows[row - 1][at] >> 8) ^ rows[0][rows[row - 1][at] & 0xff];
            }
        }
        return rows;
    }

    static uint OfByte(uint sum)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ Polynomial;
        }
        return sum;
    }
}
