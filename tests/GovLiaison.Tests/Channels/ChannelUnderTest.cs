using System.Collections.Concurrent;
using GovLiaison.Channels;
using GovLiaison.Dispatch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace GovLiaison.Tests.Channels;

/// <summary>A channel with its real services, a clock that stands still and every log line kept.</summary>
internal sealed class ChannelUnderTest : ILoggerProvider, IAsyncDisposable
{
    public const string Secret = "s3cret-in-clear";
    public static readonly OutboundText Text = new(
        "【演练】霜冻橙色预警", "今夜最低气温零下三度，请点燃熏烟。", "【演练】霜冻橙色预警，详情 {link} 回复1已收到", "演练。今夜零下三度。", IsTraining: true);

    private readonly ServiceProvider _services;

    public ChannelUnderTest(string name)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders().AddProvider(this).SetMinimumLevel(LogLevel.Trace));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddChannels();
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Channel = _services.GetServices<IChannel>().Single(c => c.Name.Equals(name, StringComparison.Ordinal));
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 4, 14, 10, 0, 0, TimeSpan.Zero));

    public ConcurrentQueue<string> Lines { get; } = new();

    public IChannel Channel { get; }

    public static OutboundItem Item(string key, string address, string? link = "http://127.0.0.1/r/abc") => new(key, address, Text, link);

    public EndpointPlan Endpoint(Uri address) => new()
    {
        Id = Guid.Parse("0190a000-0000-7000-8000-000000000001"),
        Name = "演练",
        Channel = Channel.Name,
        IsTraining = true,
        BaseAddress = address,
        Account = "wwdemo",
        Secret = Secret,
        Application = 1000002,
    };

    public Task<IReadOnlyList<SendOutcome>> SendAsync(Uri address, params OutboundItem[] items) =>
        Channel.SendAsync(Endpoint(address), items, TestContext.Current.CancellationToken);

    public ILogger CreateLogger(string categoryName) => new Note(this);

    public void Dispose()
    {
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class Note(ChannelUnderTest kept) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            kept.Lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
