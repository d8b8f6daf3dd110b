namespace Ledger.Reports;

/// <summary>
/// Something personal that a report shows, or that it was destroyed: then nobody can tell any more. It never prints itself.
/// </summary>
/// <param name="Value">The value in the clear; null where its key was destroyed.</param>
public readonly record struct Opened(string? Value)
{
    /// <summary>What stands where the value was destroyed.</summary>
    public const string Destroyed = "сведения уничтожены";

    /// <summary>The value, or that it was destroyed.</summary>
    public string Text => Value ?? Destroyed;

    /// <inheritdoc/>
    public override string ToString() => "[personal]";
}

/// <summary>Somebody whose data was destroyed (item в; log export item а).</summary>
/// <param name="Identity">The full name, or the operator's own id of the person.</param>
/// <param name="IsName">Whether it is the full name.</param>
public sealed record DestroyedSubject(Opened Identity, bool IsName)
{
    /// <summary>As the act shows it: an id is "other information relating to an identified individual".</summary>
    public string Text => $"{Label}{Identity.Text}";

    /// <summary>What stands before an id.</summary>
    internal string Label => IsName || Identity.Value is null ? "" : "идентификатор пользователя: ";
}

/// <summary>A destroyed material medium (item е).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sheets">How many sheets.</param>
public sealed record DestroyedMedium(Opened Name, long Sheets);

/// <summary>An organisation or person in the act: the operator (item а), a processor (item б).</summary>
/// <param name="Name">Name.</param>
/// <param name="Address">Address, or null where it is not registered.</param>
/// <param name="Inn">Taxpayer number, or null.</param>
/// <param name="Ogrn">State registration number, or null.</param>
public sealed record ActParty(string Name, string? Address, string? Inn = null, string? Ogrn = null);

/// <summary>Somebody who destroyed data and is to sign (item г).</summary>
/// <param name="FullName">Full name.</param>
/// <param name="Position">Position.</param>
public sealed record ActPerformer(Opened FullName, Opened Position);

/// <summary>One report of destruction, as the act and the log export show it: one person's data in one system.</summary>
/// <param name="Number">Its number in the document, from 1.</param>
/// <param name="Index">Its place in the ledger.</param>
/// <param name="Subject">Whose data (в).</param>
/// <param name="Categories">Names of the categories (д).</param>
/// <param name="Automated">Whether processing was automated.</param>
/// <param name="System">Registered name of the system (ж).</param>
/// <param name="Media">Material media (е).</param>
/// <param name="Method">How (з), in words.</param>
/// <param name="Reason">Why (и), in words.</param>
/// <param name="DestroyedOn">When (к).</param>
/// <param name="Processor">Number of the processor among the head's, from 1; null where there was none.</param>
/// <param name="Performers">Numbers of those who did it among the head's, from 1.</param>
public sealed record DestroyedLine(
    long Number, long Index, DestroyedSubject Subject, IReadOnlyList<string> Categories, bool Automated, string System, IReadOnlyList<DestroyedMedium> Media,
    string Method, string Reason, DateOnly DestroyedOn, int? Processor, IReadOnlyList<int> Performers);
