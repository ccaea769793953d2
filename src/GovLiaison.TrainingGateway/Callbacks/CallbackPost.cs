using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace GovLiaison.TrainingGateway.Callbacks;

/// <summary>Posts reports to the system under training: signed, five tries, then counted as lost.</summary>
internal sealed partial class CallbackPost : BackgroundService
{
    private const int Tries = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly ILogger<CallbackPost> _logger;
    private readonly Uri? _system;
    private readonly byte[] _secret;
    private long _posted;
    private long _lost;

    public CallbackPost(HttpClient http, IOptions<GatewayOptions> options, TimeProvider clock, ILogger<CallbackPost> logger)
    {
        _http = http;
        _clock = clock;
        _logger = logger;
        _system = Uri.TryCreate(options.Value.CallbackBase, UriKind.Absolute, out var uri) ? uri : null;
        _secret = Encoding.UTF8.GetBytes(options.Value.Secret);
    }

    public CallbackQueue<SmsReceipt> Receipts { get; } = new(b => JsonSerializer.SerializeToUtf8Bytes(new ReceiptsBody(b), ReportJson.Default.ReceiptsBody), "callbacks/sms/receipts");

    public CallbackQueue<SmsReply> Replies { get; } = new(b => JsonSerializer.SerializeToUtf8Bytes(new RepliesBody(b), ReportJson.Default.RepliesBody), "callbacks/sms/replies");

    public CallbackQueue<VoiceCall> Calls { get; } = new(b => JsonSerializer.SerializeToUtf8Bytes(new CallsBody(b), ReportJson.Default.CallsBody), "callbacks/voice/calls");

    public object State => new { posted = Interlocked.Read(ref _posted), lost = Interlocked.Read(ref _lost), waiting = Receipts.Outstanding + Replies.Outstanding + Calls.Outstanding };

    public Task DrainAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Receipts.DrainedAsync(cancellationToken), Replies.DrainedAsync(cancellationToken), Calls.DrainedAsync(cancellationToken));

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(
                Receipts.PostAllAsync(PostAsync, stoppingToken),
                Replies.PostAllAsync(PostAsync, stoppingToken),
                Calls.PostAllAsync(PostAsync, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the gateway stops: what waits is lost, as with any supplier that goes down
        }
    }

    private async Task PostAsync(string path, byte[] body, int count, CancellationToken cancellationToken)
    {
        if (_system is null)
            return;
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(_secret, body));
        var wait = TimeSpan.FromSeconds(1);
        for (var attempt = 1; attempt <= Tries; attempt++, wait *= 2)
        {
            if (await TryPostAsync(path, body, signature, cancellationToken))
            {
                Interlocked.Add(ref _posted, count);
                return;
            }

            if (attempt < Tries)
                await Task.Delay(wait, _clock, cancellationToken);
        }

        Interlocked.Add(ref _lost, count);
        Log.CallbacksLost(_logger, count, path);
    }

    private async Task<bool> TryPostAsync(string path, byte[] body, string signature, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, _clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_system!, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Gateway-Signature", signature);
        try
        {
            using var response = await _http.SendAsync(request, end.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Count} reports for {Path} were lost after five tries")]
        public static partial void CallbacksLost(ILogger logger, int count, string path);
    }
}
