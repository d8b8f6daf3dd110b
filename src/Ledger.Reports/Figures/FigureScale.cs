namespace Ledger.Reports;

/// <summary>An axis of whole numbers from nought: steps of 1, 2 or 5 times a power of ten, and a top that no value exceeds.</summary>
/// <param name="Step">From tick to tick.</param>
/// <param name="Top">The last tick.</param>
public sealed record FigureScale(long Step, long Top)
{
    const int TicksMax = 5;

    /// <summary>The axis for values up to that one.</summary>
    public static FigureScale Of(long most)
    {
        long step = 1;
        for (var at = 0; most / step > TicksMax || (most / step == TicksMax && most % step > 0); at++) step = at % 3 == 1 ? step / 2 * 5 : step * 2;
        return new(step, Math.Max(step, (most + step - 1) / step * step));
    }

    /// <summary>The ticks, nought and top among them.</summary>
    public IEnumerable<long> Ticks()
    {
        for (var tick = 0L; tick <= Top; tick += Step) yield return tick;
    }
}
