using Ledger.Journal;

namespace Ledger.Host.Demo;

/// <summary>Whoever follows the demo: a person at a terminal, or a program.</summary>
interface IDemoAudience
{
    /// <summary>The demo begins in a folder.</summary>
    void Opened(string folder, DemoKey key);

    /// <summary>A chapter begins.</summary>
    void Began(Chapter chapter);

    /// <summary>A step was published; the receipts stand in the order of its events.</summary>
    void Published(StoryStep step, IReadOnlyList<Receipt> receipts);

    /// <summary>The officer asked and was answered.</summary>
    void Answered(LookMay asked, DemoAnswer answer);

    /// <summary>The officer looked at the findings in the step's events; there may be none.</summary>
    void Found(IReadOnlyList<DemoFinding> findings);

    /// <summary>The officer answered a finding.</summary>
    void Answered(DemoFinding finding, bool accepted);

    /// <summary>The officer looked at duties.</summary>
    void Due(IReadOnlyList<DemoDuty> duties);

    /// <summary>The officer opened a file.</summary>
    void Opened(DemoFile file);

    /// <summary>The officer asked for a file, and nobody is known by that id.</summary>
    void Unknown(string userId);

    /// <summary>An act of destruction was drawn up; null where the reports do not give one.</summary>
    void Drawn(DemoAct? act);

    /// <summary>An act's term has ended: its keys and its documents are gone.</summary>
    void ActEnded(string act);

    /// <summary>The officer took out a certificate of erasure.</summary>
    void Certified(DemoCertificate certificate);

    /// <summary>Years later: what was taken out then, checked again, each with its verdict.</summary>
    void StillThere(IReadOnlyList<(string File, DemoVerdict Verdict)> checks);

    /// <summary>The story ends now, and the ledger can be served: a key to sign in with, shown this once.</summary>
    void Signs(string folder, string key);

    /// <summary>The whole story was in the folder already; only the end is shown.</summary>
    void Repeated(int events);

    /// <summary>The year is over: what remains of it.</summary>
    void Remains(IReadOnlyList<DemoDuty> duties, IReadOnlyList<DemoFinding> findings);

    /// <summary>A trail was exported and checked, with the key and without.</summary>
    void Exported(DemoExport export, DemoVerdict withKey, DemoVerdict withoutKey);

    /// <summary>The demo is over.</summary>
    void Ended(DemoKey key, IReadOnlyList<DemoExport> exports, IReadOnlyList<string> certificates, bool genuine);

    /// <summary>The ledger refused a step; the demo ends.</summary>
    void Refused(StoryStep step, Refusal refusal);
}
