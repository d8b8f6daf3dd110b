namespace Ledger.Reports;

/// <summary>A value in a report: shown in the reader's language, written to JSON as what it is.</summary>
public abstract record ReportValue
{
    /// <summary>Nothing is known, or it does not apply.</summary>
    public static ReportValue None { get; } = new NoValue();

    /// <summary>It was recorded, and its key has been destroyed since.</summary>
    public static ReportValue Destroyed { get; } = new DestroyedValue();

    /// <summary>A text of the ledger's or of an operator's, or null for nothing.</summary>
    public static ReportValue Of(string? text) => text is null ? None : new TextValue(text);

    /// <summary>A hash or another long code, which may be broken anywhere; null for nothing.</summary>
    public static ReportValue Hash(string? text) => text is null ? None : new HashValue(text);

    /// <summary>A whole number.</summary>
    public static ReportValue Of(long number) => new NumberValue(number);

    /// <summary>A moment, or null for nothing.</summary>
    public static ReportValue Of(DateTimeOffset? moment) => moment is { } at ? new MomentValue(at) : None;

    /// <summary>A local date, or null for nothing.</summary>
    public static ReportValue Of(DateOnly? day) => day is { } on ? new DayValue(on) : None;

    /// <summary>A code of the ledger's with the words people read for it.</summary>
    public static ReportValue Of(string code, string label) => new CodeValue(code, label);

    /// <summary>Several values.</summary>
    public static ReportValue Of(IReadOnlyList<ReportValue> values) => values is { Count: 0 } ? None : new ManyValues(values);

    /// <summary>Values opened for the answer may be among those in a report: it never prints.</summary>
    public sealed override string ToString() => "[value]";
}

/// <summary>Nothing.</summary>
public sealed record NoValue : ReportValue;

/// <summary>Destroyed with its key.</summary>
public sealed record DestroyedValue : ReportValue;

/// <summary>A text.</summary>
/// <param name="Text">The text.</param>
public sealed record TextValue(string Text) : ReportValue;

/// <summary>A hash or another long code.</summary>
/// <param name="Text">Its characters.</param>
public sealed record HashValue(string Text) : ReportValue;

/// <summary>A number.</summary>
/// <param name="Number">The number.</param>
public sealed record NumberValue(long Number) : ReportValue;

/// <summary>A moment.</summary>
/// <param name="At">The moment.</param>
public sealed record MomentValue(DateTimeOffset At) : ReportValue;

/// <summary>A local date.</summary>
/// <param name="On">The date.</param>
public sealed record DayValue(DateOnly On) : ReportValue;

/// <summary>A code with its words.</summary>
/// <param name="Code">The code.</param>
/// <param name="Label">The words.</param>
public sealed record CodeValue(string Code, string Label) : ReportValue;

/// <summary>Several values.</summary>
/// <param name="Values">The values.</param>
public sealed record ManyValues(IReadOnlyList<ReportValue> Values) : ReportValue;
