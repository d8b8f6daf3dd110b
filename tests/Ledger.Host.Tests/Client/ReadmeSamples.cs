using Ledger.Client;
using Ledger.Consents;
using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Sealing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Host.Tests.Client;

/// <summary>The client's README shows these regions; a test compares them, and others run them.</summary>
static class ReadmeSamples
{
    public interface IAlarms
    {
        ValueTask Raise(string text);
    }

    public interface ISms
    {
        Task Send(string userId);
    }

    public interface IMailing
    {
        Task Stop(string? userId, IReadOnlyList<string> purposes);
    }

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        #region sample
        services.AddLedgerClient(o =>
        {
            o.Server = new("http://127.0.0.1:8080");
            o.Key = configuration["Ledger:Key"];
            o.Source = "/registration";
        });
        #endregion
    }

    public static void AddWithOutbox(IServiceCollection services, IConfiguration configuration, IAlarms alarms)
    {
        #region sample
        services.AddLedgerClient(o =>
        {
            o.Server = new("https://ledger.example");
            o.Key = configuration["Ledger:Key"];
            o.Source = "/registration";
            o.OutboxPath = "/var/lib/registration/ledger-outbox.db";
            o.OutboxKey = configuration["Ledger:OutboxKey"];   // openssl rand -base64 32
            o.OnRefused = (refused, cancel) => alarms.Raise($"{refused.Id}: {refused.Code} at {refused.Path}");
        });
        #endregion
    }

    public static async Task<Receipt> Publish(ILedger ledger)
    {
        #region sample
        var receipt = await ledger.PublishAsync(new ConsentGiven("c-1", ["contact"], ["phone", "email"], "x-keeper-2025", ConsentForm.Checkbox,
            SeparateDocument: true, Channel: "web", Language: "ru", Evidence: new(Ip: PersonalValue.Of("203.0.113.7"))), subject: "u-1001");
        #endregion
        return receipt;
    }

    public static async Task PublishAgain(ILedger ledger, TimeProvider clock)
    {
        #region sample
        var happened = new LedgerEvent(new MessagingOptedOut(["news"], ["sms"], OptOutVia.Settings), time: clock.GetUtcNow(), subject: "u-1001");
        await ledger.PublishAsync(happened);   // again with the same object: the first receipt, and nothing is recorded twice
        #endregion
        await ledger.PublishAsync(happened);
    }

    public static async Task Enqueue(ILedger ledger)
    {
        #region sample
        await ledger.EnqueueAsync(new ConsentWithdrawn([], Channel: "web"), subject: "u-1001");
        #endregion
    }

    public static async Task Ask(ILedger ledger, ISms sms)
    {
        #region sample
        var answer = await ledger.MayAsync(new("u-1001", "contact") { Kind = "news", Channel = "sms" });
        if (answer.Allowed) await sms.Send("u-1001");
        #endregion
    }

    public static async Task Listen(ILedger ledger, IMailing mailing, long position, CancellationToken cancel)
    {
        #region sample
        await foreach (var heard in ledger.FollowAsync(new() { After = position, Types = ["consent.withdrawn", "messaging.opted-out"] }, cancel))
        {
            if (heard.Data is ConsentWithdrawn withdrawn) await mailing.Stop(heard.UserId, withdrawn.Purposes);
            position = heard.Index;   // keep it: after a restart, go on behind it
        }
        #endregion
    }
}
