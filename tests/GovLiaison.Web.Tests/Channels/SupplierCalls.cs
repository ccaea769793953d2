using System.Net;
using System.Security.Cryptography;
using System.Text;
using GovLiaison.Channels;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Web.Tests.Bare;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Web.Tests.Channels;

/// <summary>Tests of what suppliers report: signed calls to the endpoints that phones use too.</summary>
public abstract class SupplierCalls
{
    private protected const string Secret = "training-secret";

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    // a reply counts for what was sent to its number
    private protected static Task SentAsync(PagesHost host) => host.Database.WriteAsync(db => db.Deliveries.ExecuteUpdateAsync(set => set
        .SetProperty(row => row.State, DeliveryState.Sent).SetProperty(row => row.SentAt, host.Database.Clock.UtcNow()).SetProperty(row => row.DueAt, (DateTime?)null)));

    private protected static Task<Delivery> DeliveryAsync(PagesHost host) => host.Database.ReadAsync(async db =>
    {
        var recipient = await host.RecipientAsync(host.Home);
        return await db.Deliveries.FirstAsync(row => row.RecipientId == recipient.Id);
    });

    private protected static async Task<PagesHost> HostAsync(bool isTraining = true)
    {
        var host = await PagesHost.StartAsync(isTraining);
        await host.Database.WriteAsync(db =>
        {
            foreach (var channel in new[] { DispatchChannels.Sms, DispatchChannels.Voice })
            {
                var id = Guid.CreateVersion7();
                db.Endpoints.Add(new Endpoint
                {
                    Id = id, Name = channel, Channel = channel, IsTraining = true, BaseAddress = "http://127.0.0.1:1", Account = "test",
                    SecretCipher = host.Database.Crypto.Encrypt(Secret, PersonalFields.EndpointSecret(id)),
                });
            }
            return Task.CompletedTask;
        });
        return host;
    }

    private protected static async Task<HttpStatusCode> PostAsync(HttpClient supplier, string path, string body, string secret)
    {
        using var answer = await SendAsync(supplier, path, body, secret);
        return answer.StatusCode;
    }

    private protected static async Task<HttpResponseMessage> SendAsync(HttpClient supplier, string path, string body, string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/callbacks/" + path) { Content = new ByteArrayContent(bytes) };
        if (secret.Length > 0) request.Headers.Add(CallbackSignature.Header, Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes)));
        // the server may refuse by the length alone, before the body is written
        request.Headers.ExpectContinue = true;
        return await supplier.SendAsync(request, Token);
    }
}
