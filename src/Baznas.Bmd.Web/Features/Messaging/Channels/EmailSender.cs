using System.Globalization;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.Text;

namespace Baznas.Bmd.Web.Features.Messaging.Channels;

/// <summary>How a mail server is spoken to.</summary>
public enum MailSecurity
{
    /// <summary>The connection turns to TLS before anything is said.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Ssl,

    /// <summary>In the open, as on the machine itself.</summary>
    None,
}

/// <summary>How the service sends e-mail: <c>Bmd:Email:…</c></summary>
public sealed record EmailOptions
{
    /// <summary>The mail server.</summary>
    public string Host { get; init; } = "";

    /// <summary>Its port.</summary>
    public int Port { get; init; } = 587;

    /// <summary>How it is spoken to.</summary>
    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    /// <summary>Who signs in; nobody when left out.</summary>
    public string UserName { get; init; } = "";

    /// <summary>The password; a secret.</summary>
    public string Password { get; init; } = "";

    /// <summary>The address that mails come from.</summary>
    public string From { get; init; } = "";

    /// <summary>The name beside it.</summary>
    public string FromName { get; init; } = "Baznas Microfinance Desa";

    /// <summary>How patient the service is.</summary>
    public ProviderLimits Limits { get; init; } = new();
}

/// <summary>Sends e-mail by SMTP.</summary>
/// <param name="options">By which server, and as whom.</param>
/// <param name="time">Dates the mails.</param>
public sealed class EmailSender(EmailOptions options, TimeProvider time) : IMessageSender, IDisposable
{
    private readonly ProviderPipeline _pipeline = new(options.Limits);

    /// <inheritdoc/>
    public MessageChannel Channel => MessageChannel.Email;

    /// <inheritdoc/>
    public TimeSpan Longest => _pipeline.Longest;

    /// <inheritdoc/>
    public Task<DeliveryOutcome> Send(ClaimedMessage claimed, CancellationToken ct) =>
        MailboxAddress.TryParse(claimed.Message.Recipient, out var to)
            ? _pipeline.Run(token => Once(Mail(claimed.Message, to), token), ct)
            : Task.FromResult(DeliveryOutcome.Lasting("badAddress"));

    /// <inheritdoc/>
    public void Dispose() => _pipeline.Dispose();

    private MimeMessage Mail(StoredMessage message, MailboxAddress to)
    {
        var from = new MailboxAddress(options.FromName, options.From);
        var mail = new MimeMessage
        {
            // The same for the same message, so that one that arrives twice is shown once.
            MessageId = $"{message.Id}@{from.Domain}",
            Subject = message.Subject ?? "",
            Date = time.GetUtcNow(),
            Body = new TextPart(TextFormat.Plain) { Text = message.Body },
        };
        mail.From.Add(from);
        mail.To.Add(to);
        return mail;
    }

    private async Task<DeliveryOutcome> Once(MimeMessage mail, CancellationToken ct)
    {
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(options.Host, options.Port, SocketOptions(options.Security), ct);
            if (options.UserName.Length > 0)
            {
                await client.AuthenticateAsync(options.UserName, options.Password, ct);
            }

            await client.SendAsync(mail, ct);
        }
        catch (SmtpCommandException e)
        {
            // 4yz: not now; 5yz: never. RFC 5321, 4.2.1.
            var reason = string.Create(CultureInfo.InvariantCulture, $"smtp{(int)e.StatusCode}");
            return (int)e.StatusCode is >= 500 ? DeliveryOutcome.Lasting(reason) : DeliveryOutcome.Passing(reason);
        }
        catch (AuthenticationException)
        {
            // It is the setting that is wrong, not the mail: that waits until somebody has put it right.
            return DeliveryOutcome.Passing("signInRefused");
        }
        catch (Exception e)
            when (e
                    is IOException
                        or ProtocolException
                        or System.Net.Sockets.SocketException
                        or SslHandshakeException
                        or NotSupportedException
            )
        {
            return DeliveryOutcome.Passing("connection");
        }

        await Leave(client, ct);
        return DeliveryOutcome.Sent(mail.MessageId);
    }

    // The mail has been taken; how the server says good-bye changes nothing.
    private static async Task Leave(SmtpClient client, CancellationToken ct)
    {
        try
        {
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (Exception e)
            when (e is IOException or ProtocolException or CommandException or OperationCanceledException)
        {
            client.Dispose();
        }
    }

    private static SecureSocketOptions SocketOptions(MailSecurity security) =>
        security switch
        {
            MailSecurity.None => SecureSocketOptions.None,
            MailSecurity.Ssl => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.StartTls,
        };
}
